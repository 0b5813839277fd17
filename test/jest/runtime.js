// Loads test files by Node's own loader, so that everything they import is loaded once per process; the tests themselves once per file.
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');
const { default: JestRuntime } = require('jest-runtime');

const root = join(__dirname, '..', '..');
const tests = join(root, 'test') + sep;
const framework = join(dirname(require.resolve('jest-circus')), 'jestAdapterInit.js');

/** Where the sources of `#room/...` stand: package.json names what is compiled from them. */
const rooms = Object.entries(require('../../package.json').imports).map(([name, compiled]) => ({
  prefix: name.slice(0, -'*'.length),
  folder: join(root, compiled.replace('./dist/', '').replace('*.js', '')),
}));

/** Compiles TypeScript, and keeps the result on disk. The newest one knows the newest options. */
let transformer;
const sourceMaps = new Map();

Module._extensions['.ts'] = (module, path) => {
  const { code, sourceMapPath } = transformer.transform(path, { instrument: false });
  if (sourceMapPath) sourceMaps.set(path, sourceMapPath);
  module._compile(code, path);
};
Module._extensions['.tsx'] = Module._extensions['.ts'];

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (name, ...more) {
  const room = name.startsWith('#') ? rooms.find(({ prefix }) => name.startsWith(prefix)) : undefined;
  return resolveFilename.call(this, room ? join(room.folder, name.slice(room.prefix.length)) : name, ...more);
};

module.exports = class SharedRuntime extends JestRuntime {
  constructor(config, environment, resolver, ownTransformer, ...more) {
    super(config, environment, resolver, ownTransformer, ...more);
    transformer = ownTransformer;
    globalThis.jest = this.jestGlobals.jestObjectFor(this._testPath);
    // The framework keeps the tests and handlers of a file in its module and in this global.
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    for (const path of Object.keys(require.cache)) {
      if (path === framework || (path.startsWith(tests) && dirname(path) !== __dirname)) delete require.cache[path];
    }
  }

  requireModule(from, name) {
    return name === undefined ? require(from) : Module.createRequire(from)(name);
  }

  requireInternalModule(path) {
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return false;
  }

  /** Node's own process stays as it is. */
  installGetBuiltinModule() {}

  getSourceMaps() {
    return sourceMaps;
  }
};
