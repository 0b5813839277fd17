// Which servers would one write instead? node servers.js alone|together|plain: Apollo's with a transaction each, Apollo's with our schema, none at all.
import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'pg';
import { SigningResolver, type SignPetitionInput } from '../../services/advocacy/petitions/signing/signing.resolver';
import { buildAdvocacy, startAdvocacy } from '../../services/advocacy/subgraph';
import { requests } from '../../services/kit/subgraph/serving';
import { systemClock } from '../../services/kit/words/clock';
import { anonymous } from '../../services/kit/words/identity';
import { silentLog } from '../../services/kit/words/log';
import { signAlone, signatureOf } from './arena';
import { petitionId } from './load';

const { DATABASE_URL = '', PORT, SIGNATURE_KEY = '' } = process.env;
const key = Buffer.from(SIGNATURE_KEY, 'hex');
const listen = { port: Number(PORT), host: '127.0.0.1' };

/** What one would write first. */
async function alone(): Promise<void> {
  const pool = new Pool({ connectionString: DATABASE_URL, max: 10 });
  const typeDefs = `
    type Petition { id: ID! signatureCount: Int! }
    type Payload { outcome: String! petition: Petition! }
    input SignPetitionInput { petitionId: ID! name: String! email: String! country: String! region: String }
    type Query { petition: Petition }
    type Mutation { signPetition(input: SignPetitionInput!): Payload! }`;
  const resolvers = {
    Petition: {
      signatureCount: async () => (await pool.query('SELECT count FROM petition WHERE id = $1', [petitionId])).rows[0].count,
    },
    Mutation: {
      async signPetition(_root: unknown, { input }: { input: { name: string; email: string } }) {
        const emailHash = createHmac('sha256', key).update(input.email.toLowerCase()).digest();
        const isNew = await signAlone(pool, Object.assign(signatureOf(input.email), { emailHash, name: input.name }));
        return { outcome: isNew ? 'SIGNED' : 'ALREADY_SIGNED', petition: { id: petitionId } };
      },
    },
  };
  await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), { listen });
}

/** Everything of ours but the way through HTTP. */
async function openOurs() {
  const mailer = { send: async () => undefined, stop: () => undefined };
  const options = { databaseUrl: DATABASE_URL, host: '127.0.0.1', port: 0, seed: 'none', signatureKeys: [key] } as const;
  const { database, app } = await startAdvocacy({ ...options, mailer, publicUrl: '', log: silentLog, clock: systemClock });
  return () => requests(database, systemClock, app)(anonymous);
}

/** The same schema, resolvers and batch, behind Apollo's server. */
async function together(): Promise<void> {
  const [contextOf, { schema }] = await Promise.all([openOurs(), buildAdvocacy()]);
  const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()], logger: silentLog });
  await startStandaloneServer(server, { listen, context: async () => contextOf() });
}

/** The same batch without GraphQL: what HTTP itself allows. */
async function plain(): Promise<void> {
  const contextOf = await openOurs();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', async () => {
      const { variables } = JSON.parse(Buffer.concat(parts).toString()) as { variables: { input: SignPetitionInput } };
      const given = { ...variables.input, consentToShowName: false, updatesConsent: false, language: 'en' };
      const { outcome, petition } = await new SigningResolver().signPetition(given, contextOf());
      const body = JSON.stringify({
        data: { signPetition: { outcome, petition: { id: petition.id, signatureCount: petition.count } } },
      });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(listen, resolve));
}

const servers: Readonly<Record<string, () => Promise<void>>> = { alone, together, plain };

process.once('disconnect', () => process.exit());
void servers[process.argv[2] ?? '']?.().then(() => process.send?.({ ready: true }));
