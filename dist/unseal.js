require('./index.js').unseal();
