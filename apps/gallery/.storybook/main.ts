import type { StorybookConfig } from '@storybook/vue3-vite';

/** Storybook reads `../vite.config.ts` by itself. Nothing is sent or asked on the internet. */
const config: StorybookConfig = {
  stories: ['../stories/*.stories.ts'],
  framework: { name: '@storybook/vue3-vite', options: { docgen: false } },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  features: { backgrounds: false, sidebarOnboardingChecklist: false },
};
export default config;
