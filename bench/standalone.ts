// The server one would write first: Apollo's standalone one, with a transaction for each signature.
import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'pg';
import { signAlone, signatureOf } from './arena';
import { petitionId } from './load';

const typeDefs = `
  type Petition { id: ID! signatureCount: Int! }
  type Payload { outcome: String! petition: Petition! }
  input SignPetitionInput { petitionId: ID! name: String! email: String! country: String! region: String }
  type Query { petition: Petition }
  type Mutation { signPetition(input: SignPetitionInput!): Payload! }`;

async function main({ DATABASE_URL, PORT, SIGNATURE_KEY }: NodeJS.ProcessEnv): Promise<void> {
  const pool = new Pool({ connectionString: DATABASE_URL, max: 10 });
  const key = Buffer.from(SIGNATURE_KEY ?? '', 'hex');
  const resolvers = {
    Petition: {
      signatureCount: async () => (await pool.query('SELECT count FROM petition WHERE id = $1', [petitionId])).rows[0].count,
    },
    Mutation: {
      async signPetition(_root: unknown, { input }: { input: { name: string; email: string } }) {
        const emailHash = createHmac('sha256', key).update(input.email.toLowerCase()).digest();
        const signature = Object.assign(signatureOf(input.email), { emailHash, name: input.name });
        const isNew = await signAlone(pool, signature);
        return { outcome: isNew ? 'SIGNED' : 'ALREADY_SIGNED', petition: { id: petitionId } };
      },
    },
  };
  await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), { listen: { port: Number(PORT), host: '127.0.0.1' } });
  process.send?.({ ready: true });
}

void main(process.env);
