import { ref } from 'vue';
import type { z } from 'zod';
import { ApiProblem, problemText } from '../../api/session/problem.js';

/** A form whose fields a zod schema checks: errors by field, and one for what the server says. */
export function useForm<S extends z.ZodType>(schema: S, explain: (field: string, message: string) => string) {
  const errors = ref<Record<string, string>>({});
  const refusal = ref('');
  /** The problem's code, for a refusal that leads somewhere. */
  const refusalCode = ref('');
  const busy = ref(false);

  function check(values: unknown): z.output<S> | null {
    const parsed = schema.safeParse(values);
    errors.value = {};
    for (const { path, message } of parsed.error?.issues ?? [])
      errors.value[path.join('.')] ??= explain(path.join('.'), message);
    return parsed.success ? parsed.data : null;
  }

  async function submit(values: unknown, send: (form: z.output<S>) => Promise<void>): Promise<void> {
    refusal.value = refusalCode.value = '';
    const form = check(values);
    if (!form || busy.value) return;
    busy.value = true;
    try {
      await send(form);
    } catch (error) {
      refusal.value = problemText(error);
      if (!(error instanceof ApiProblem)) return;
      refusalCode.value = error.code;
      for (const { path, message } of error.problem.errors ?? []) errors.value[path] ??= explain(path, message);
    } finally {
      busy.value = false;
    }
  }
  return { errors, refusal, refusalCode, busy, check, submit };
}
