"""The rules, one flaw a module; `assistant.coach.checks.table` says where each applies."""
