"""Meters, prices, chains, commissions, the ledger and wallets.

Billing never knows what a call is: it is handed a meter and a quantity.

    10-minute call                              company   reseller   platform
    0.40 €/min, platform price 0.30 (margin)       4.00       1.00       3.00
    0.40 €/min, commission 25 % of gross           4.00       1.00       3.00
    direct company at 0.42 €/min                   4.20          -       4.20
"""
