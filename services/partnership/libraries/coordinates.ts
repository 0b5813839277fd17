// Where is a library, and how far is that from somewhere else?
import { Field, Float, ObjectType } from 'type-graphql';
import { CoordinatePrecision } from './libraryTypes';

@ObjectType({ description: 'A position on the earth (WGS 84).' })
export class Coordinates {
  @Field(() => Float, { description: 'Degrees north of the equator, from -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of Greenwich, from -180 to 180.' })
  longitude!: number;

  @Field(() => CoordinatePrecision, { description: 'What the position stands for.' })
  precision!: CoordinatePrecision;

  @Field(() => String, { nullable: true, description: 'How the position was found, in words; null when not recorded.' })
  source!: string | null;
}

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadiusKm = 6371.0088;
/** Two places whose latitudes differ by one degree are at least so far apart. */
export const kmPerDegree = (earthRadiusKm * Math.PI) / 180;

/**
 * SQL of the great-circle distance in kilometres from `latitude`, `longitude` of a row to a point, by the haversine formula on a
 * sphere: at most 0.6 % off the true distance. Null when either position is. All four are SQL, never input.
 */
export function distanceKm(row: { latitude: string; longitude: string }, point: { latitude: string; longitude: string }): string {
  const half = (a: string, b: string) => `power(sin(radians(${a} - ${b}) / 2), 2)`;
  const square = `${half(row.latitude, point.latitude)} + cos(radians(${row.latitude})) * cos(radians(${point.latitude})) * ${half(row.longitude, point.longitude)}`;
  return `${2 * earthRadiusKm} * asin(sqrt(least(1, ${square})))`;
}
