// Suggestions of sisters: how well two libraries fit, and how suggestions are shared out.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Suggestion, SuggestionResolver } from './suggestSisters';

export const suggestionEntities = [Suggestion];

export const suggestionsFeature: Feature<Request> = { resolvers: [SuggestionResolver] };
