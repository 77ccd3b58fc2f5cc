"""Contract suites live in the package; their assertions should explain themselves too."""

import pytest

pytest.register_assert_rewrite("askpro.testing.contracts")
