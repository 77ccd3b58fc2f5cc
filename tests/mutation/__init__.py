"""Wrong versions of the billing domain, each a single change, that a test must notice.

    python -m tests.mutation                          every module, samples of large ones
    python -m tests.mutation chain wallet             only these
    python -m tests.mutation --sample 0 commission    every mutant there is

A mutant is *killed* when a test that reaches its line fails or does not end. Who survives is
either a gap in the tests, or equal in all that can be observed and then named with its reason
in ``equivalent.toml``. The last figures are in docs/mutation.md.
"""
