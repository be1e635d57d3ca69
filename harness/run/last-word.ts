import type { JudgedScope } from './judge-scope.js'

/**
 * The scopes of a run whose subject died. When exactly it died nobody saw: it may have been any time after its last
 * bytes in the whole run. A scope that was still under way then shows what a dead process does, and no failure in it
 * is held against the subject: it becomes inconclusive. The death itself is reported by the run.
 */
export function doubtBehindLastWord(scopes: readonly JudgedScope[]): JudgedScope[] {
  const lastWord = Math.max(0, ...scopes.map(({ heard }) => heard))
  return scopes.map((scope) => (scope.over > lastWord ? doubted(scope) : scope))
}

function doubted(scope: JudgedScope): JudgedScope {
  const verdicts = scope.verdicts.map((verdict) => {
    const { judgement } = verdict
    if (judgement.verdict !== 'fail') return verdict
    const explanation = `The subject died before this scenario was over, which may be why: ${judgement.explanation}`
    return {
      ...verdict,
      judgement: { ...judgement, verdict: 'inconclusive' as const, deviation: '', explanation },
    }
  })
  return { ...scope, verdicts }
}
