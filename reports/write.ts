import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../harness/core/results.js'
import { emitHtml } from './emit/html.js'
import { emitJson } from './emit/json.js'
import { emitJunit } from './emit/junit.js'
import { emitProfile } from './emit/profile-markdown.js'

/** Where the reports of a run were written. */
export interface ReportPaths {
  json: string
  junit: string
  html: string
  profile: string
}

/** Writes `results.json`, `junit.xml`, `report.html` and `profile.md` into `folder`, each complete or not at all. */
export async function writeReports(results: Results, folder: string): Promise<ReportPaths> {
  await mkdir(folder, { recursive: true })
  const json = await writeWhole(join(folder, 'results.json'), emitJson(results))
  const junit = await writeWhole(join(folder, 'junit.xml'), emitJunit(results))
  const html = await writeWhole(join(folder, 'report.html'), emitHtml(results))
  const profile = await writeWhole(join(folder, 'profile.md'), emitProfile(results))
  return { json, junit, html, profile }
}

/** Writes a file complete or not at all; returns its path. */
export async function writeWhole(path: string, text: string): Promise<string> {
  const part = `${path}.${process.pid}.part`
  try {
    await writeFile(part, text)
    await rename(part, path)
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
  return path
}
