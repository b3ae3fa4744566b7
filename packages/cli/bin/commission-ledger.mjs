#!/usr/bin/env node
// Stands before the first build, so that installing can link it.
await import('../dist/bundle/main.js');
