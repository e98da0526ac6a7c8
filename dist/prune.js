require('./index.js').prune();
