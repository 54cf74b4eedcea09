SERVICES := docker/services/services

.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: services
services: ## start RabbitMQ, Redis and PostgreSQL, with or without a container engine
	@$(SERVICES) up

.PHONY: services-down
services-down: ## stop them, keep their data
	@$(SERVICES) down

.PHONY: services-status
services-status: ## show them; fails unless all are up
	@$(SERVICES) status

.PHONY: services-reset
services-reset: ## stop them and delete their data
	@$(SERVICES) reset
