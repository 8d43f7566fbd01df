import * as z from 'zod/mini';
import { ignored, type ResourceType } from '../assembly/resource-type.ts';

const strings = z.optional(z.array(z.string()));

const corsConfiguration = z.strictObject({
  AllowCredentials: z.optional(z.boolean()),
  AllowHeaders: strings,
  AllowMethods: strings,
  AllowOrigins: strings,
  ExposeHeaders: strings,
  MaxAge: z.optional(z.number()),
});

export type CorsConfiguration = z.output<typeof corsConfiguration>;

const apiProperties = z.strictObject({
  Name: z.optional(z.string()),
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z.optional(corsConfiguration),
  Description: ignored('text'),
  DisableExecuteApiEndpoint: ignored('there is one address locally'),
  IpAddressType: ignored('the host listens on 127.0.0.1'),
  Tags: ignored('tags change nothing'),
});

export const httpApi: ResourceType<z.output<typeof apiProperties>> = {
  type: 'AWS::ApiGatewayV2::Api',
  properties: apiProperties,
  identify: ({ id, endpoints }) => ({
    ref: id.toLowerCase().slice(-10),
    attributes: { ApiEndpoint: endpoints.api, ApiId: id.toLowerCase().slice(-10) },
  }),
};

const throttling = z.strictObject({
  ThrottlingRateLimit: z.optional(z.number()),
  ThrottlingBurstLimit: z.optional(z.number()),
  DetailedMetricsEnabled: ignored('metrics'),
});

const stageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: z.optional(throttling),
  RouteSettings: z.optional(z.record(z.string(), throttling)),
  AccessLogSettings: ignored('access logs'),
  Description: ignored('text'),
  Tags: ignored('tags change nothing'),
});

export const stage: ResourceType<z.output<typeof stageProperties>> = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: stageProperties,
  identify: () => ({ ref: '$default', attributes: {} }),
};

const integrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z._default(z.number(), 30_000),
  IntegrationMethod: ignored('a function is always invoked by POST'),
  Description: ignored('text'),
});

export const integration: ResourceType<z.output<typeof integrationProperties>> = {
  type: 'AWS::ApiGatewayV2::Integration',
  properties: integrationProperties,
  identify: ({ id }) => ({ ref: id, attributes: { IntegrationId: id } }),
};

const routeProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z._default(z.enum(['NONE', 'JWT']), 'NONE'),
  AuthorizerId: z.optional(z.string()),
  AuthorizationScopes: z._default(z.array(z.string()), []),
});

export const route: ResourceType<z.output<typeof routeProperties>> = {
  type: 'AWS::ApiGatewayV2::Route',
  properties: routeProperties,
  identify: ({ id }) => ({ ref: id, attributes: { RouteId: id } }),
};

const authorizerProperties = z.strictObject({
  ApiId: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.optional(z.tuple([z.literal('$request.header.Authorization')])),
  JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()) }),
  Name: ignored('text'),
});

export const authorizer: ResourceType<z.output<typeof authorizerProperties>> = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  properties: authorizerProperties,
  identify: ({ id }) => ({ ref: id, attributes: { AuthorizerId: id } }),
};
