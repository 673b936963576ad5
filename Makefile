.PHONY: help demo local local-env test faults format bench env clean
export PORT STACK_NAME ROUNDS RUNS CASE SEED

help: ## Show this list
	@sed -n 's/^\([a-z-]*\): ## /\1\t/p' Makefile | expand -t 12

demo: ## Run two approvals and a rejection, by mail and in Slack, from start to end on this machine, unattended
	@exec sh local/run.sh demo

local: ## Run the stack on this machine with a page to try it (PORT=8080); Ctrl-C stops it
	@exec sh local/run.sh local

local-env: ## Print shell commands for the AWS CLI and SAM: eval "$(make -s local-env)"
	@cat local/.run/$${PORT:-8080}/env 2>/dev/null || { echo "Nothing runs at port $${PORT:-8080}; start it with make local." >&2; exit 1; }

test: ## Check the format and the template, run the functions' tests, then the end-to-end tests
	@exec sh local/run.sh test

faults: ## Break calls and processes of the deployed stack, 150 cases and 500 approvals at once (20 min)
	@exec sh local/run.sh faults

format: ## Format the Java sources as make test wants them
	@exec sh local/run.sh format

bench: ## Measure the functions beside ports of the tutorial to Node.js and plain Java (15 min)
	@exec sh local/run.sh bench

env: ## Write env.json for sam local invoke --env-vars from a deployed stack (STACK_NAME=human-approval)
	@exec sh local/run.sh env

clean: ## Remove everything that make has made
	rm -rf local/.run local/.venv-sam local/.venv-emulator local/target local/bench/plain/target local/bench/node/node_modules functions/target .aws-sam env.json
