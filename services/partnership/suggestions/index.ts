// Suggestions of sisters: how well two libraries fit, and how suggestions are shared out.
import type { Feature } from '#kit/subgraph/federate';
import type { PartnershipRequest } from '../context';
import { Suggestion } from './suggestion';
import { SuggestionResolver } from './suggestion.resolver';

export const suggestionEntities = [Suggestion];

export const suggestionsFeature: Feature<PartnershipRequest> = { resolvers: [SuggestionResolver] };
