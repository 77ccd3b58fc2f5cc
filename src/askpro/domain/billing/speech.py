"""Numbers, amounts and quantities as the sentences of an explanation write them."""

import attrs

from askpro.domain.billing.explain_words import Words
from askpro.domain.billing.meter import Meter
from askpro.domain.money import Money, Price


@attrs.frozen
class Speech:
    """The words of one language, about one meter."""

    words: Words
    meter: Meter

    def say(self, word: str, **facts: object) -> str:
        return self.words[word].format(**facts)

    def quantity(self, quantity: int) -> str:
        return self.words.get(f"count_{self.meter}", self.words["count"]).format(quantity=quantity)

    def unit(self) -> str:
        return self.words.get(f"unit_{self.meter}", self.words["unit"])

    def money(self, amount: Money) -> str:
        return self.decimal(str(amount).split()[0]) + f" {amount.currency.value}"

    def price(self, price: Price) -> str:
        return self.decimal(str(price).split()[0]) + f" {price.currency.value}"

    def percent(self, millionths: int) -> str:
        whole, rest = divmod(millionths, 10_000)
        return self.decimal(f"{whole}.{rest:04d}", at_least=0)

    def decimal(self, digits: str, at_least: int = 2) -> str:
        """Drop needless zeros beyond so many places and put the language's point."""
        whole, _, places = digits.partition(".")
        if not places:
            return whole
        places = places.rstrip("0").ljust(at_least, "0")
        return whole + (self.words["point"] + places if places else "")
