import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXIT } from '../core/exit.js'
import { packageRoot } from '../core/package-root.js'
import { listSubjects, loadManifest, MANIFESTS } from './manifest.js'

const shipped = readFileSync(join(packageRoot(), 'fixtures', 'subjects', 'prosody.yaml'), 'utf8')
const images = readFileSync(join(packageRoot(), 'docker', 'images'), 'utf8')

test.each(MANIFESTS)('the manifest of %s is sound', (id) => {
  expect(loadManifest(id).id).toBe(id)
})

test('docker/ensure can make every version of every image', () => {
  for (const manifest of MANIFESTS.map((id) => loadManifest(id)))
    if (manifest.carrier === 'container')
      for (const version of manifest.versions)
        expect(images).toMatch(`${manifest.image.replace('assay/', '')}:${version} `)
})

test('every version is listed', () => {
  expect(listSubjects().map((s) => s.specifier)).toEqual([
    'embedded',
    'sim',
    'container:prosody@0.12.3',
    'container:prosody@13.0.1',
    'container:prosody@13.0.7',
    'container:ejabberd@23.01',
    'container:ejabberd@24.12',
    'container:ejabberd@26.07',
    'container:ejabberd-cluster@26.07',
    'container:jabberd2@2.7.0',
    'address:<host>[:port]',
  ])
  expect(listSubjects()[2]).toEqual({
    specifier: 'container:prosody@0.12.3',
    name: 'Prosody 0.12.3',
    carrier: 'container',
    needs: 'a container engine',
    roles: ['server'],
  })
})

describe('a fault is told in one sentence with file and key', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-manifest-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([
    [
      'carrier: container',
      'carrier: cloud',
      'key "carrier": needs "embedded", "sim", "container" or "address"',
    ],
    ['port: 5222', 'port: high', 'key "port": needs a port number'],
    ['port: 5222', 'port: 0', 'key "port": needs a port number'],
    ['name: Prosody', 'title: Prosody', 'key "name": text is missing'],
    ['name: Prosody', 'name: Prosody\ncolour: red', 'there is no key "colour"'],
    ['route: 5000', 'route: soon', 'key "bounds.route": needs a whole number of milliseconds'],
    ['route: 5000, ', '', 'key "bounds.route": needs a whole number of milliseconds'],
    ['route: 5000', 'rout: 5000', 'key "bounds'],
    ["'Prosody (", "'Prosody ((", 'key "version.pattern": is no regular expression'],
    ['roles: [server]', 'roles: [proxy]', 'key "roles.0": needs server, client or service'],
    ["['0.12.3', '13.0.1', '13.0.7']", '[]', 'key "versions": needs at least one version'],
    ['  add-user: [', '  add-user: x # [', 'key "admin.add-user": needs a list of words'],
    [
      'admin:',
      'cluster: { nodes: 1, join: [x], members: [x] }\nadmin:',
      'key "cluster.nodes": needs at least 2',
    ],
    ['admin:', 'cluster: { nodes: 2, join: [x] }\nadmin:', 'key "cluster.members": needs a list of words'],
    ['id: prosody', 'id: other', 'key "id": "other" is not the name of the file'],
    ['id: prosody', 'id: [', 'cannot be read'],
  ])('%j becomes %j', (from, to, part) => {
    expect(shipped).toContain(from)
    writeFileSync(join(folder, 'prosody.yaml'), shipped.replace(from, to))
    let error: unknown
    try {
      loadManifest('prosody', folder)
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ exitCode: EXIT.internal, message: expect.stringContaining(part) })
    expect((error as Error).message).toMatch(/^Subject manifest prosody\.yaml[^\n]+\.$/)
  })

  test('a verb may be missing, but not the only way to have accounts', () => {
    const without = shipped.replace('  add-user:', '  make-user:')
    writeFileSync(join(folder, 'prosody.yaml'), without)
    expect(loadManifest('prosody', folder)).toMatchObject({ admin: { 'make-user': expect.anything() } })
    writeFileSync(join(folder, 'prosody.yaml'), without.replace('in-band-registration, ', ''))
    expect(() => loadManifest('prosody', folder)).toThrow(
      /^Subject manifest prosody\.yaml, key "admin": lacks "add-user", [^\n]+\.$/,
    )
  })

  test('a missing file', () => {
    expect(() => loadManifest('missing', folder)).toThrow('Subject manifest missing.yaml cannot be read')
  })

  test('a file that holds a list', () => {
    writeFileSync(join(folder, 'list.yaml'), '- a\n')
    expect(() => loadManifest('list', folder)).toThrow(/^Subject manifest list\.yaml: [^\n]+\.$/)
  })
})
