"""What all trainings and exports share."""
