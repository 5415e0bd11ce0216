import '@fontsource/andika/latin-400.css';
import '@fontsource/andika/latin-700.css';
import '@fontsource/fredoka/latin-500.css';
import '@fontsource/fredoka/latin-600.css';
import { type Preview, setup } from '@storybook/vue3-vite';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createMemoryHistory, createRouter } from 'vue-router';
import '../../console/ui/style.css';

/** What the console's `main.ts` gives its components; links lead nowhere. */
setup((app) => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const anywhere = { path: '/:path(.*)*', component: { render: () => null } };
  app.use(VueQueryPlugin, { queryClient }).use(createRouter({ history: createMemoryHistory(), routes: [anywhere] }));
});

const preview: Preview = {
  initialGlobals: { theme: 'light' },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: {
        icon: 'mirror',
        dynamicTitle: true,
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
  },
  decorators: [
    (_story, { globals }) => {
      document.documentElement.dataset['theme'] = String(globals['theme']);
      // menus are put into the page's main part
      return { template: '<main id="main"><story /></main>' };
    },
  ],
  parameters: { options: { storySort: { method: 'alphabetical' } } },
};
export default preview;
