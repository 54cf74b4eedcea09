run_all()
