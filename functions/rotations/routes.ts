export const routes = [
  'GET /ownership/v1/rotations',
  'POST /ownership/v1/rotations',
  'GET /ownership/v1/rotations/{rotationId}',
  'PATCH /ownership/v1/rotations/{rotationId}',
  'DELETE /ownership/v1/rotations/{rotationId}',
  'GET /ownership/v1/rotations/{rotationId}/standings',
  'POST /ownership/v1/rotations/{rotationId}/enrollments',
  'GET /ownership/v1/rotations/{rotationId}/decisions',
  'GET /ownership/v1/rotations/{rotationId}/decisions/{batchId}',
  'POST /ownership/v1/rotations/{rotationId}/replay',
  'POST /ownership/v1/rotations/{rotationId}/simulations',
] as const;
