/**
 * Import direction (docs: README, "Layout"): what may see what. Tests may reach further than the code they test,
 * but nothing may depend on a test.
 */
const TEST = '\\.test\\.ts$'
const PACKAGES = '(^|/)node_modules/'

/** Code below `path` may import nothing of ours but what `may` matches. */
const only = (name, path, may, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path, pathNot: TEST },
  to: { pathNot: [PACKAGES, ...may], dependencyTypesNot: ['core'] },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules that need each other cannot be understood one at a time; types alone may point back.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that does not resolve is not checked by any other rule.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'nothing-depends-on-tests',
      severity: 'error',
      comment: 'A test is the end of the line.',
      from: {},
      to: { path: TEST },
    },
    only('core', '^harness/core/', ['^harness/core/'], 'The core imports nothing of ours.'),
    only('wire', '^harness/wire/', ['^harness/(core|wire)/'], 'Wire sees the core only.'),
    only('journal', '^harness/journal/', ['^harness/(core|journal)/'], 'The journal sees the core only.'),
    only(
      'gen',
      '^harness/gen/',
      ['^harness/(core|gen)/', '^harness/faults/schedule\\.ts$'],
      'Generators see the core, and what a fault is.',
    ),
    only(
      'judge',
      '^harness/judge/',
      ['^harness/(core|judge)/', '^harness/journal/event\\.ts$', '^harness/wire/ns\\.ts$'],
      'The oracle is independent: judges see recorded events and the names of namespaces, no parser, actor or reference.',
    ),
    {
      name: 'judge-is-pure',
      severity: 'error',
      comment:
        'Judges compute: no files, sockets or clocks, and no parser but saxes (ltx accepts what is no XML).',
      from: { path: '^harness/judge/', pathNot: TEST },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev'],
        pathNot: ['^(node:)?(string_decoder|buffer)$', '(^|/)node_modules/saxes/'],
      },
    },
    {
      name: 'suites-do-no-io',
      severity: 'error',
      comment: 'A scenario acts through its world only.',
      from: { path: '^suites/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    only('net', '^harness/net/', ['^harness/(core|journal|wire|net)/'], 'Net sees core, journal and wire.'),
    only(
      'actors',
      '^harness/actors/',
      ['^harness/(core|net|wire|journal|actors)/'],
      'Actors see core, net, wire and journal.',
    ),
    only(
      'subjects',
      '^harness/subjects/',
      ['^harness/(core|net|wire|journal|actors|subjects)/', '^fixtures/', '^docker/'],
      'Subjects never see judges or the runner.',
    ),
    only(
      'run',
      '^harness/run/',
      [
        '^harness/(core|wire|journal|judge|gen|net|faults|actors|subjects|run)/',
        '^fixtures/(catalogue|variants)/',
      ],
      'The runner sees no suites, reports or commands.',
    ),
    only(
      'repro',
      '^harness/repro/',
      [
        '^harness/(core|journal|judge|net|subjects|run|repro)/',
        '^fixtures/(catalogue|variants)/',
        '^suites/index\\.ts$',
      ],
      'Bundles are read and played without reports and commands.',
    ),
    only(
      'load',
      '^harness/load/',
      ['^harness/(core|wire|net|actors|subjects|load)/', '^fixtures/reference/'],
      'A load is measured, not judged.',
    ),
    only(
      'suites',
      '^suites/',
      ['^suites/', '^harness/index\\.ts$', '^fixtures/catalogue/'],
      'Suites see the vocabulary of the harness and the catalogue only.',
    ),
    only(
      'reports',
      '^reports/',
      ['^reports/', '^harness/(core|journal)/'],
      'Reports see results and journals only.',
    ),
    only(
      'reference',
      '^fixtures/reference/',
      ['^fixtures/reference/', '^harness/(core|wire|net)/'],
      'The reference never sees a judge.',
    ),
    only(
      'variants',
      '^fixtures/variants/(?!judges/|proxy/)',
      ['^fixtures/variants/(?!judges/|proxy/)', '^fixtures/reference/', '^harness/(core|wire)/'],
      'Variants patch the reference, and see nothing else.',
    ),
    only(
      'judge-variants',
      '^fixtures/variants/judges/',
      [
        '^fixtures/variants/judges/',
        '^fixtures/histories/',
        '^harness/(core|judge)/',
        '^harness/wire/ns\\.ts$',
      ],
      'Faulty judges are judges and the histories that catch them; they see nothing that a judge does not see.',
    ),
    only(
      'histories',
      '^fixtures/histories/',
      ['^fixtures/histories/', '^harness/core/', '^harness/journal/event\\.ts$'],
      'The histories are data.',
    ),
    only(
      'faults',
      '^harness/faults/',
      ['^harness/(core|wire|net|faults)/'],
      'The fault proxy forwards bytes; it judges nothing, and knows no subject.',
    ),
    only(
      'proxy-variants',
      '^fixtures/variants/proxy/',
      ['^fixtures/variants/proxy/', '^harness/(core|net|faults)/'],
      'Faulty proxies patch the fault proxy, and see nothing else.',
    ),
    only(
      'catalogue',
      '^fixtures/catalogue/',
      ['^fixtures/catalogue/', '^harness/core/'],
      'The catalogue is data.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Planted violations are cruised by their own test only.
    exclude: { path: process.env.ASSAY_PLANTED === '1' ? '^dist/' : '(^dist/|/planted/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
}
