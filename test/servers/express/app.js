import { randomBytes, randomUUID } from 'node:crypto';
import express from 'express';

const app = express();
app.use(express.json());
app.use(express.urlencoded({ extended: false }));

const secrets = new Map([[process.env.PAT_CLIENT_ID, process.env.PAT_CLIENT_SECRET]]);
const tokens = new Set();
const clients = [];

app.post('/oauth/token', (req, res) => {
  const { grant_type, client_id, client_secret } = req.body;
  if (grant_type !== 'client_credentials') return res.status(400).json({ error: 'unsupported_grant_type' });
  if (secrets.get(client_id) !== client_secret) return res.status(401).json({ error: 'invalid_client' });
  const access_token = randomBytes(32).toString('hex');
  tokens.add(access_token);
  res.json({ access_token, token_type: 'bearer', expires_in: 749 });
});

app.use('/beta', (req, res, next) => {
  const token = (req.get('authorization') ?? '').replace('Bearer ', '');
  if (!tokens.has(token)) return res.status(401).json({ error: 'JWT validation failed' });
  next();
});

app.get('/beta/oauth-clients', (_req, res) => {
  res.json(clients);
});

app.post('/beta/oauth-clients', (req, res) => {
  const now = new Date().toISOString();
  const client = { id: randomUUID(), ...req.body, created: now, modified: now };
  const secret = randomBytes(32).toString('hex');
  clients.push(client);
  secrets.set(client.id, secret);
  res.status(201).json({ ...client, secret });
});

app.delete('/beta/oauth-clients/:id', (req, res) => {
  const index = clients.findIndex(client => client.id === req.params.id);
  if (index < 0) return res.status(404).json({ message: 'Not found' });
  clients.splice(index, 1);
  res.sendStatus(204);
});

app.listen(process.env.PORT, () => console.log('ready'));
