"""One suite per port. Every sentence of a port's docstring is a test in it.

Each suite is a class with holes: fixtures that a subclass fills for its adapter.

    class TestMyStorage(StorageContract):
        @pytest.fixture
        def storage(self) -> Storage:
            return MyStorage(...)
"""
