"""The roster: Приложение 2 as it is printed, edited in place, with what its words mean."""
