#!/usr/bin/env bash
# The review of the action: writes the summary, three files, and what the next steps need. Whether it is red is for the last step to say.
set -uo pipefail
folder=${RUNNER_TEMP:?}/slipway-review
mkdir -p "$folder"

words=(--root "${GITHUB_WORKSPACE:?}" --base "$BASE" --head "$HEAD" --format md --out "$folder" --link "$LINK")
if [[ -n $FAIL_ON ]]; then words+=(--fail-on "$FAIL_ON"); fi
if [[ $NETWORK == true ]]; then words+=(--network); fi
if [[ -n $RENDERED ]]; then words+=(--rendered "$RENDERED"); fi
while IFS= read -r place; do
  if [[ -n $place ]]; then words+=(--path "$place"); fi
done <<< "$PATHS"

node "$ACTION/tools/slipway/bin/main.ts" review "${words[@]}" >> "${GITHUB_STEP_SUMMARY:?}"
code=$?
level=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).level' "$folder/review.json" 2> /dev/null)
{
  echo "code=$code"
  if [[ -n $level ]]; then
    echo "folder=$folder"
    echo "level=$level"
  fi
} >> "${GITHUB_OUTPUT:?}"
