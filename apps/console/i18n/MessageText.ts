import type { FunctionalComponent } from 'vue';
import type { MessagePart, RichMessage } from './messages.js';

/**
 * A sentence with components in it: each slot fills the argument of its name.
 *
 *     <MessageText :message="t.rich('consent', { count: 3 })">
 *       <template #terms><a href="/terms">{{ t('terms') }}</a></template>
 *     </MessageText>
 */
export const MessageText: FunctionalComponent<{ message: RichMessage }> = ({ message }, { slots }) => {
  const filled: Record<string, MessagePart> = {};
  for (const [name, slot] of Object.entries(slots)) if (slot) filled[name] = slot();
  return message(filled);
};
MessageText.props = ['message'];
