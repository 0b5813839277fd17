// Types of the documents in src/, from the schema that clients may see.
import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: '../../schema/api.graphql',
  documents: ['src/**/*.tsx'],
  generates: {
    'src/gql/': {
      preset: 'client',
      config: { scalars: { Date: 'string', DateTime: 'string', Decimal: 'string' }, useTypeImports: true },
    },
  },
} satisfies CodegenConfig;
