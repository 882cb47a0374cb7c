#!/usr/bin/env bash
# Writes the one comment of a review, or the one that is there anew.
set -euo pipefail
comments=repos/${GITHUB_REPOSITORY:?}/issues
mine=$(gh api --paginate "$comments/${NUMBER:?}/comments" \
  --jq '.[] | select(.user.type == "Bot" and (.body | startswith("<!-- slipway review -->"))) | .id' | head -n 1)
if [[ -n $mine ]]; then
  gh api --silent --method PATCH "$comments/comments/$mine" -F body=@"${FOLDER:?}/review.md"
else
  gh api --silent --method POST "$comments/$NUMBER/comments" -F body=@"${FOLDER:?}/review.md"
fi
