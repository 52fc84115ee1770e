"""What every test shares: property tests are about what is right, never about how fast this machine is just now."""

from hypothesis import HealthCheck, settings

settings.register_profile("budgetqa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("budgetqa")
