// What is the advocacy subgraph made of? A new feature is one more line in each list.
import { Source } from '#kit/facts';
import type { Feature } from '#kit/federate';
import type { AdvocacyRequest } from './context';
import { petitionEntities, petitionsFeature } from './petitions';
import { statementEntities, statementsFeature } from './statements';

export const features: readonly Feature<AdvocacyRequest>[] = [petitionsFeature, statementsFeature];

export const entities = [Source, ...petitionEntities, ...statementEntities];
