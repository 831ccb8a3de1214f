#!/usr/bin/env node
// The verifier alone: it loads no package, so an auditor can run it with Node and a copy of dist/ and nothing else.
import '../dist/cli/verify-standalone.js';
