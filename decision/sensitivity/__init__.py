"""What would change the answer, solved exactly."""
