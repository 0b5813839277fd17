// Which questions does the licensing mathematics answer for the rest of the subgraph? Vectors named in comments are those of data/test-vectors.json.
export * from './capacity';
export * from './compare';
export * from './cost';
export * from './embargo';
export * from './growth';
export * from './holds';
export * from './months';
export type { Amount } from './outlay';
export { type PriceBasis, priceOfNewTitle, type UsedPrice } from './price';
export { type Offer, priceChange } from './priceChange';
export { type Input, type Reason, reasons } from './reasons';
export { type Candidate, type Comparison, candidateLimit, type PriceOverride, type Scenario } from './scenario';
export { type EmbargoTerms, licenseModels, type StatedPrice, type Sum, type Terms } from './terms';
export * from './told';
export * from './waits';
export * from './waste';
export { termsInWords } from './words';
