import { randomBytes } from 'node:crypto';
import jsonServer from 'json-server';

const server = jsonServer.create();
server.use(jsonServer.defaults({ logger: false }));
server.use(jsonServer.bodyParser);
server.use((req, res, next) => {
  if (req.path === '/oauth/token') {
    res.json({ access_token: randomBytes(16).toString('hex'), token_type: 'bearer', expires_in: 749 });
    return;
  }
  if (req.method === 'POST') {
    req.body.id = randomBytes(16).toString('hex');
    req.body.secret = randomBytes(32).toString('hex');
    req.body.created = new Date().toISOString();
  }
  next();
});
server.use('/beta', jsonServer.router('db.json'));
server.listen(process.env.PORT, () => console.log('ready'));
