using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kolot.Running;

/// <summary>Describes the API to programs: OpenAPI 3.1, with examples, the key, and problems as they come.</summary>
internal static class OpenApiSetup
{
    private const string Scheme = "key";

    private static readonly Dictionary<int, string> Problems = new()
    {
        [401] = "No key, or one that opens nothing here.",
        [403] = "The key may not do this.",
        [404] = "There is no such thing within reach.",
        [409] = "It clashes with what is there, or was changed meanwhile.",
        [413] = "More was sent than is taken at once.",
        [415] = "Something else than JSON was sent.",
        [422] = "Some fields were given wrongly, each told by its path; nothing was kept.",
        [429] = "Too many requests with one key; Retry-After tells in seconds when to go on.",
        [503] = "More is waiting than can be kept; nothing was taken. Retry-After tells in seconds when to try again.",
    };

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(TellOfProblems);
        options.AddOperationTransformer(Complete);
        options.AddDocumentTransformer(Introduce);
    });

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new()
        {
            Title = "Kolot",
            Version = "v1",
            Description = "Takes in what customers say, from any system, and gives it back. All times are UTC; all texts are UTF-8.",
        };
        // The same document wherever it is read: paths are relative to where it came from.
        document.Servers = [new() { Url = "/" }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal)) paths.Add(path, item);
        document.Paths = paths;
        document.Components ??= new();
        document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key, made in the organisation's settings; it is shown once, and opens what its scopes name.",
        });
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Responses ??= [];
        foreach (var status in new[] { 401, 403, 429 }) operation.Responses.TryAdd($"{status}", new OpenApiResponse());
        foreach (var (status, response) in operation.Responses.Select(pair => (int.Parse(pair.Key, System.Globalization.CultureInfo.InvariantCulture), pair.Value)))
            if (Problems.TryGetValue(status, out var meaning) && response is OpenApiResponse open) Explain(open, status, meaning, context.Document);
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        Describe(operation, new() { ["organisation"] = "The organisation's name in addresses." });
        foreach (var parameters in metadata.OfType<ApiExamples.Parameters>()) Describe(operation, new(parameters.Descriptions));
        foreach (var many in metadata.OfType<ApiExamples.Many>()) Widen(operation, many.Most);
        foreach (var example in metadata.OfType<ApiExamples.Example>())
            Show(example, example.Status is { } status ? operation.Responses.GetValueOrDefault($"{status}")?.Content : operation.RequestBody?.Content);
        return Task.CompletedTask;
    }

    private static void Explain(OpenApiResponse response, int status, string meaning, OpenApiDocument? document)
    {
        response.Description = meaning;
        response.Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document) },
        };
        if (status is not (429 or 503)) return;
        response.Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
        };
    }

    private static void Describe(OpenApiOperation operation, Dictionary<string, string> descriptions)
    {
        operation.Parameters ??= [];
        foreach (var (name, description) in descriptions)
        {
            if (operation.Parameters.FirstOrDefault(parameter => parameter.Name == name) is OpenApiParameter known) known.Description = description;
            else if (name != "organisation")
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
        }
    }

    private static void Widen(OpenApiOperation operation, int most)
    {
        foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            media.Schema = new OpenApiSchema
            {
                OneOf = [media.Schema ?? new OpenApiSchema(), new OpenApiSchema { Type = JsonSchemaType.Array, Items = media.Schema, MinItems = 1, MaxItems = most }],
            };
    }

    private static void Show(ApiExamples.Example example, IDictionary<string, OpenApiMediaType>? content)
    {
        foreach (var media in content?.Values ?? [])
        {
            media.Examples ??= new Dictionary<string, IOpenApiExample>();
            media.Examples[example.Name] = new OpenApiExample { Value = JsonNode.Parse(example.Json) };
        }
    }

    private static Task TellOfProblems(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        if (context.JsonTypeInfo.Type != typeof(ProblemDetails) || schema.Properties is null) return Task.CompletedTask;
        schema.Properties["code"] = Text("What is wrong, as a stable code.");
        schema.Properties["request"] = Text("The request's number, by which whoever runs Kolot finds it in the log.");
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "For 422: each field that was given wrongly.",
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["path"] = Text("Where: voices[3].score.value."),
                    ["code"] = Text("Why, as a stable code: off_scale."),
                    ["detail"] = Text("Why, as a sentence."),
                },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
