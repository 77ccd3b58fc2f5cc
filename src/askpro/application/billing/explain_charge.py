"""Tell how a charge came about, as far as the reader may see."""

import attrs

from askpro.application.billing.agreed import agreed_behind, path_of
from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.domain.billing.explain import Evidence, explain
from askpro.domain.ids import ChargeId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Language
from askpro.ports.storage import Storage


@attrs.frozen
class ExplainCharge:
    """Reads only."""

    storage: Storage

    def __call__(self, id: ChargeId, *, by: Actor, language: Language) -> tuple[str, ...]:
        """Sentences for every cent; tiers above the actor stay unnamed and unpriced.

        Raises:
            NoSuchCharge: Not there, or not in the actor's subtree.
        """
        with self.storage.look(by.scope) as work:
            charge = work.charges.get(id)
            names = {one.id: one.name for one in work.organisations.along(path_of(charge))}
            agreed = agreed_behind(work, charge)
            evidence = Evidence(
                names=names,
                rules=agreed.rules,
                agreements=agreed.agreements,
                transaction=work.ledger.get(charge.transaction_id)
                if charge.transaction_id
                else None,
                zone=BOOKS_ZONE,
                refunds=work.refunds.of_charge(charge.id),
            )
        return explain(charge, evidence, language)
