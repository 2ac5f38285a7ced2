from tests.store.conftest import location, study

__all__ = ["location", "study"]
