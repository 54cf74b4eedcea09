"""Race photos, drawn: runners, their bibs, what stands around them, and the camera."""
