// The world as a map draws it: one outline for all maps, made when the first one is drawn, and where places lie on it.
import { readFileSync } from 'node:fs';
import { geoArea, geoCentroid, geoEqualEarth, geoEqualEarthRaw, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson';
import { iso31661NumericToAlpha2 } from 'iso-3166';
import { LRUCache } from 'lru-cache';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** What one map is wide and high, in the units of its drawing. */
export const worldSize = { width: 1000, height: 460 } as const;

/** With these its land keeps two units from each edge; `fitExtent` of d3 finds them by drawing all of it once more. */
const [scale, centre] = [187.5013927185669, [500, 256.1222302760565]] as const;

export type Point = readonly [x: number, y: number];
export type Box = readonly [left: number, top: number, right: number, bottom: number];

interface Country {
  readonly path: string;
  readonly box: Box;
  /** Where its largest part has its middle. */
  readonly middle: Point;
}

interface World {
  /** By code. Small countries have no shape at this scale. */
  readonly countries: ReadonlyMap<string, Country>;
  /** Land that has no code of its own. */
  readonly others: readonly string[];
  project(longitude: number, latitude: number): Point;
  /** The shortest way between two places, by longitude and latitude, whose ends lie at these points of the map. */
  wayBetween(from: Point, to: Point, ends: readonly [Point, Point]): string;
}

let made: World | undefined;

/** Areas are true to scale, so that a large colour is a large country. Nobody signs in Antarctica. */
export function world(): World {
  made ??= makeWorld();
  return made;
}

function makeWorld(): World {
  const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8')) as Topology;
  const { features } = feature(atlas, atlas.objects.countries as GeometryCollection) as FeatureCollection<Geometry>;
  const land = features.filter(({ id }) => id !== '010');
  const projection = geoEqualEarth()
    .scale(scale)
    .translate([...centre]);
  const path = geoPath(projection).digits(0);
  const fine = geoPath(projection).digits(1);
  const countries = new Map<string, Country>();
  const others: string[] = [];
  for (const each of land) {
    const drawn = path(each) ?? '';
    const code = iso31661NumericToAlpha2[String(each.id)];
    if (code) countries.set(code, { path: drawn, box: boxOf(path.bounds(each)), middle: rounded(path.centroid(largest(each))) });
    else others.push(drawn);
  }
  // The formula itself: what the projection does besides, for lines and turned globes, takes most of its time.
  const [x, y] = centre;
  const raw = geoEqualEarthRaw as unknown as (longitude: number, latitude: number) => [number, number];
  const project = (longitude: number, latitude: number): Point => {
    const [east, north] = raw((longitude * Math.PI) / 180, (latitude * Math.PI) / 180);
    return rounded([x + scale * east, y - scale * north]);
  };
  // Libraries stay where they are, and so do the ways between sisters.
  const ways = new LRUCache<number, string>({ max: 5_000 });
  const wayBetween = (from: Point, to: Point, [start, end]: readonly [Point, Point]): string => {
    const key = tenthOf(start) * tenths + tenthOf(end);
    const known = ways.get(key);
    if (known !== undefined) return known;
    const way = fine({ type: 'LineString', coordinates: [[...from], [...to]] }) ?? '';
    ways.set(key, way);
    return way;
  };
  return { countries, others, project, wayBetween };
}

/** How many tenths of a pixel a map has, and which of them a point is. A number that holds two of them is exact. */
const tenths = worldSize.width * worldSize.height * 100;
const tenthOf = ([x, y]: Point) => Math.round(y * 10) * worldSize.width * 10 + Math.round(x * 10);

const rounded = ([x, y]: Point): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
const boxOf = ([[left, top], [right, bottom]]: [[number, number], [number, number]]): Box => [left, top, right, bottom];

/** The largest part of a country, where its name would stand: France lies in Europe. */
function largest(country: Feature): Feature<Polygon> | Feature {
  if (country.geometry.type !== 'MultiPolygon') return country;
  const parts = (country.geometry as MultiPolygon).coordinates.map(
    (coordinates): Feature<Polygon> => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } }),
  );
  return parts.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one));
}

/** Those of small countries, by their codes. */
const middles = new Map<string, Point>();

/** The middle of a country on the map, also of one that is too small to have a shape; undefined for an unknown code. */
export function middleOf(code: string): Point | undefined {
  const known = world().countries.get(code)?.middle ?? middles.get(code);
  if (known) return known;
  const middle = middleOfSmall(code);
  if (middle) middles.set(code, middle);
  return middle;
}

function middleOfSmall(code: string): Point | undefined {
  // Its borders take 60 ms to load, and few maps show a country this small.
  const { aggregateFeature } = require('@rapideditor/country-coder') as typeof import('@rapideditor/country-coder');
  const shape = aggregateFeature(code);
  if (shape?.geometry?.type !== 'MultiPolygon') return undefined;
  // Their borders run the other way round than d3 reads them, so only their corners are used.
  const corners = shape.geometry.coordinates.flat(2) as [number, number][];
  return world().project(...geoCentroid({ type: 'MultiPoint', coordinates: corners }));
}

/** The outline of the land, for all maps: each country is a shape by its code, `all` is all of them. */
export function worldOutline(): string {
  const { countries, others } = world();
  const shapes = [
    ...[...countries].map(([code, { path }]) => `<path id="${code}" d="${path}"/>`),
    ...others.map((path) => `<path d="${path}"/>`),
  ];
  const { width, height } = worldSize;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><g id="all" fill-rule="evenodd">${shapes.join('')}</g></svg>\n`;
}
