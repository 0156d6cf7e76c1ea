const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** DESIGN's table: what each layer may import besides itself. */
const layers = {
  shared: [],
  'src-renderer': ['shared', 'resources/help'],
  'src-main/numeric': ['shared/domain', 'shared/statistics'],
  'src-main/ratings': ['src-main/numeric', 'shared/domain'],
  'src-main/engine': ['src-main/ratings', 'src-main/numeric', 'shared/domain', 'shared/statistics'],
  'src-main/store': ['shared/domain'],
  'src-main/claims': ['src-main/store', 'shared/domain', 'shared/statistics'],
  'src-main/runs': [
    'src-main/engine',
    'src-main/store',
    'src-main/ratings',
    'src-main/numeric',
    'shared/domain',
  ],
  'src-main/reports': [
    'src-main/store',
    'src-main/claims',
    'shared/domain',
    'shared/figures',
    'shared/statistics',
  ],
  'src-main/service': [
    'src-main/(?:numeric|ratings|engine|store|claims|runs|reports)',
    'shared',
    'resources/presets',
    'package\\.json',
  ],
  'src-main/hosts': ['src-main/service', 'shared', 'package\\.json'],
};

/** The same inside engine; `component.ts` and each kind's own folder are open to that kind. */
const engineKinds = {
  learners: [],
  objectives: ['learners'],
  gradients: ['learners', 'objectives'],
  detectors: ['learners'],
  attacks: ['learners', 'objectives', 'gradients', 'detectors'],
  audit: ['learners', 'objectives', 'gradients'],
  defenses: ['learners', 'detectors'],
  metrics: ['learners', 'objectives', 'detectors'],
};

/** Packages that only some folders may import. */
const owners = {
  electron: '^src-main/hosts/electron/',
  'better-sqlite3': '^src-main/store/',
  '@napi-rs/canvas': '^src-main/reports/',
  '@tensorflow/': '^src-main/engine/(?:gradients/unrolled|learners/neural[^/]*)/',
  'chart.js': '^(?:shared/figures|src-main/reports|src-renderer)/',
  chartjs: '^(?:shared/figures|src-main/reports|src-renderer)/',
  vue: '^src-renderer/',
  ws: '^src-main/hosts/loopback/',
  commander: '^src-main/hosts/cli/',
  yauzl: '^src-main/ratings/',
};

const ours = '^(?:shared|src-main|src-renderer|test|resources|package\\.json)(?:/|$)';
const oneOf = (paths) => `^(?:${paths.join('|')})(?:/|$)`;

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer.replace('src-main/', '')}`,
  comment: `${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'} besides itself.`,
  severity: 'error',
  from: { path: `^${layer}/` },
  to: { path: ours, pathNot: oneOf([layer, ...allowed]) },
}));

const engineRules = Object.entries(engineKinds).map(([kind, allowed]) => ({
  name: `engine-${kind}`,
  comment: `engine/${kind} may use ${allowed.length > 0 ? allowed.join(', ') : 'no other kind'}.`,
  severity: 'error',
  from: { path: `^src-main/engine/${kind}/` },
  to: {
    path: '^src-main/engine/',
    pathNot: `^src-main/engine/(?:component\\.ts$|jobs/job\\.ts$|(?:${[kind, ...allowed].join('|')})/)`,
  },
}));

/** A component is a folder that its kind's list.ts names; other folders there hold what components share. */
const siblingRules = Object.keys(engineKinds).flatMap((kind) => {
  const components = listedFolders(kind);
  if (components.length === 0) return [];
  const folder = `^src-main/engine/${kind}/`;
  const anyComponent = `${folder}(${components.join('|')})/`;
  return [
    {
      name: `siblings-${kind}`,
      comment:
        "Sibling components never import each other; what they share lies directly in their kind's folder.",
      severity: 'error',
      from: { path: anyComponent },
      to: { path: anyComponent, pathNot: `${folder}$1/` },
    },
    {
      name: `shared-machinery-${kind}`,
      comment: 'What components share knows none of them; only list.ts does.',
      severity: 'error',
      from: { path: folder, pathNot: [anyComponent, `${folder}list\\.ts$`] },
      to: { path: anyComponent },
    },
  ];
});

const ownerRules = Object.entries(owners).map(([dependency, folder]) => ({
  name: `only-there-${dependency.replace(/[^a-z0-9]+/g, '-')}`,
  comment: `${dependency} is imported only in ${folder}.`,
  severity: 'error',
  from: { path: '^(?:shared|src-main|src-renderer)/', pathNot: folder },
  to: { path: packagePattern(dependency) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...engineRules,
    ...siblingRules,
    ...ownerRules,
    {
      name: 'hosts-apart',
      comment:
        'Hosts do not import each other; what they share lies in hosts/. Anyone may open the loopback host.',
      severity: 'error',
      from: { path: '^src-main/hosts/(electron|loopback|cli|launch)/' },
      to: {
        path: '^src-main/hosts/(?:electron|loopback|cli|launch)/',
        pathNot: ['^src-main/hosts/$1/', '^src-main/hosts/loopback/open-(?:lab|window)\\.ts$'],
      },
    },
    {
      name: 'views-apart',
      comment: 'Views do not import each other; what they share lies beside views/, as in components, formatting, campaign-draft and runs-list.',
      severity: 'error',
      from: { path: '^src-renderer/views/([^/]+)/' },
      to: { path: '^src-renderer/views/[^/]+/', pathNot: '^src-renderer/views/$1/' },
    },
    {
      name: 'shared-by-views',
      comment: 'What views share knows none of them.',
      severity: 'error',
      from: { path: '^src-renderer/(?:components|formatting|stores|campaign-draft|runs-list)/' },
      to: { path: '^src-renderer/views/' },
    },
    {
      name: 'window-safe',
      comment: 'shared and src-renderer run in a window: no Node modules.',
      severity: 'error',
      from: { path: '^(?:shared|src-renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-engine',
      comment: 'The engine is pure science: no disk, network or processes.',
      severity: 'error',
      from: { path: '^src-main/engine/' },
      to: {
        dependencyTypes: ['core'],
        path: '^(?:node:)?(?:fs|net|http|https|http2|child_process|worker_threads|os)(?:/|$)',
      },
    },
    {
      name: 'preload-alone',
      comment: 'A sandboxed preload can require electron and nothing else; types vanish.',
      severity: 'error',
      from: { path: '^src-main/hosts/electron/preload\\.ts$' },
      to: { pathNot: packagePattern('electron'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'No cycles, types included.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'Every import leads somewhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(?:^|/)node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    builtInModules: { add: ['node:sqlite'] },
  },
};

function listedFolders(kind) {
  const list = join(__dirname, 'src-main/engine', kind, 'list.ts');
  if (!existsSync(list)) return [];
  const folders = [...readFileSync(list, 'utf8').matchAll(/from '\.\/([a-z0-9-]+)\//g)].map(
    (match) => match[1],
  );
  return [...new Set(folders)];
}

function packagePattern(dependency) {
  const name = dependency.replace(/[.@/]/g, '\\$&');
  return dependency === 'chartjs' || dependency.endsWith('/')
    ? `(?:^|/)node_modules/${name}`
    : `(?:^|/)node_modules/(?:@types/)?${name}(?:/|$)`;
}
