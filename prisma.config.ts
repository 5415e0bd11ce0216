/** For Prisma's own command (`npx prisma studio`); what the project runs reads the schema by itself. */
export default { schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } };
