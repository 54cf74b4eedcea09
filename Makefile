SERVICES := docker/services/services
PYTHON ?= python3
DATA ?= ../shared/data
TRAINING ?= .baton/training
EVALUATION ?= .baton/evaluation
MINUTES ?= 60
YUNET ?= $(DATA)/models/face_detection_yunet_2023mar.onnx
# An installed Maven, or the one that the wrapper downloads; MVN=… names another.
MVN ?= $(if $(shell command -v mvn),mvn,./mvnw)
MAVEN := $(MVN) --batch-mode -Dstyle.color=never --no-transfer-progress

.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: dev
dev: ## run the API and a worker from the sources until Ctrl-C; reloads on change
	@docker/development/dev

.PHONY: demo
demo: ## send photos and show what was found; PHOTOS=FOLDER for your own
	@docker/development/demo

.PHONY: test
test: ## all checks and tests, against services of their own
	@docker/development/test

# What depends on the services most: Celery's clients, the broker, the result store, vectors, and a short chaos.
NEWEST := ConformanceIT,ChaosIT,AddedQueuesIT,ConsumerTimeoutIT,DeadLettersIT,FailedDeliveriesIT,FairnessIT,MalformedMessagesIT,$\
	PoliciesIT,PriorityIT,RedisFaultsIT,RedisResultStoreIT,FaceIndexIT

.PHONY: test-newest
test-newest: ## what depends on the services most, on the newest that Debian has
	@BATON_SUITE=sid BATON_INSTANCE=$${BATON_INSTANCE:-newest} docker/development/test -Dquick -pl queue/trials,queue/testing,shared -am \
		-Dtest=None -Dit.test=$(NEWEST) -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

.PHONY: bench-queue
bench-queue: ## compare the queue with Celery and with RabbitMQ's PerfTest, on one broker: [SLOTS="1 2 8 32"]
	@docker/testing/bench-queue $(SLOTS)

.PHONY: bench-mood
bench-mood: ## load the API with clients who ask for predictions
	@docker/testing/bench-mood

.PHONY: bench-trees
bench-trees: ## compare the evaluator of tree ensembles with ONNX Runtime's and with an earlier one: [BEFORE=COMMIT]
	@docker/testing/bench-trees $(BEFORE)

.PHONY: diff-trees
diff-trees: ## compare it with LightGBM and XGBoost, which train models of all kinds: [PYTHON=python3]
	@PYTHON="$(PYTHON)" docker/testing/diff-trees

.PHONY: test-containers
test-containers: ## build the images and check them with three workers in a container engine
	@docker/testing/containers

.PHONY: conformance
conformance: ## Celery of two versions, celery-node and celery-ts against Baton, both ways: [CLIENTS="celery-5.6 celery-ts"]
	@docker/testing/prove dev.baton.conformance.Conformance $(CLIENTS)

.PHONY: bench-ci
bench-ci: ## compare how long make test takes, and which tests it has, with an earlier commit: BEFORE=COMMIT [ROUNDS=1]
	@docker/testing/bench-ci $(BEFORE) $(ROUNDS)

.PHONY: fuzz
fuzz: ## feed a worker with messages that are wrong in every way: [MESSAGES=10000] [SEED=1]
	@docker/testing/prove dev.baton.fuzz.Fuzz $(or $(MESSAGES),10000) $(or $(SEED),1)

.PHONY: chaos
chaos: ## kill workers and services, flush, cut the network: [TRIALS=1000] [SEED=1] [FAULTS=REDIS_KILLED,…]
	@docker/testing/prove dev.baton.chaos.Chaos $(or $(TRIALS),1000) $(or $(SEED),1) $(FAULTS)

.PHONY: cases
cases: ## problem photos and models with known answers: BATON_SHARED_DATA has them
	@docker/testing/cases

.PHONY: check
check: ## format, limits, static analysis, scripts, texts and in-process tests: what every commit passes
	@docker/development/check -q -DskipITs

.PHONY: reference
reference: ## write docs/reference from the code
	@$(MAVEN) -q -Dquick -DskipTests clean compile
	@docker/development/reference

.PHONY: description
description: ## write the API's OpenAPI description from the code, with services of its own
	@BATON_INSTANCE=$${BATON_INSTANCE:-test} docker/development/description

.PHONY: house
house: ## how the house is kept: lines and sentences of the texts that are too long
	@docker/testing/house

.PHONY: format
format: ## format the code
	@$(MAVEN) -q spotless:apply

.PHONY: build
build: ## package the API and the worker, nothing checked
	@$(MAVEN) -q -Dquick -DskipTests package

.PHONY: models
models: ## install a model pack: PACK=opencv-zoo [MODEL_MIRROR=file:///folder/] [ACCEPT_LICENCE=yes]
	@docker/development/install-models "$(PACK)" "$(MODEL_MIRROR)" "$(ACCEPT_LICENCE)"

.PHONY: train-bibs
train-bibs: ## train the bib detector, or go on: [MINUTES=60] [SHARDS=4] [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/train-bibs $(TRAINING)/bibs $(MINUTES) $(or $(SHARDS),4)

.PHONY: train-reader
train-reader: ## train the bib reader, or go on: [MINUTES=60] [SHARDS=1] [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/train-reader $(TRAINING)/reader $(MINUTES) $(or $(SHARDS),1)

.PHONY: train-faces
train-faces: ## train the face detector on DATA/portraits, or go on: [MINUTES=60] [SHARDS=10] [DATA=../shared/data] [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/train-faces $(TRAINING)/faces $(DATA)/portraits $(YUNET) $(MINUTES) $(or $(SHARDS),10)

.PHONY: train-embedder
train-embedder: ## train the face embedder on DATA/portraits, or go on: [MINUTES=60] [SHARDS=3] [DATA=../shared/data] [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/train-embedder $(DATA)/portraits $(YUNET) $(DATA)/models/face_reidentification_retail_0095.onnx \
		$(TRAINING)/embedder $(MINUTES) $(or $(SHARDS),3)

.PHONY: train-mood
train-mood: ## train the mood models on drawn people and measure them on others: [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/train-mood $(TRAINING)/mood

.PHONY: train-activity
train-activity: ## train the activity network on drawn weeks, or go on, and measure it on others: [MINUTES=60] [SHARDS=4] [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/train-activity $(TRAINING)/activity $(MINUTES) $(or $(SHARDS),4)

.PHONY: eval-models
eval-models: ## measure a pack: [PACK=starter] [DATA=../shared/data] [PYTHON=python3]
	@PYTHON="$(PYTHON)" models/training/eval-models $(or $(PACK),starter) $(EVALUATION) $(DATA)

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

.PHONY: clean
clean: ## delete what was built
	@$(MAVEN) -q clean
