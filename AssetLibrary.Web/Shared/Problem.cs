namespace AssetLibrary.Web.Shared;

/// <summary>RFC 9457 problem details. The last segment of <c>type</c> is stable: scripts read it.</summary>
internal static class Problem
{
    public static IResult Of(int status, string name, string sentence, IDictionary<string, object?>? more = null) =>
        Results.Problem(type: $"/problems/{name}", title: sentence, statusCode: status, extensions: more);

    public static IResult NotFound() =>
        Of(StatusCodes.Status404NotFound, "not-found", "This page doesn’t exist, or you don’t have access to it.");

    public static IResult Invalid(string field, string sentence) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "invalid",
            sentence,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] },
            }
        );

    /// <summary>Paths that scripts call: they get problem details where a person gets a page.</summary>
    public static bool IsForMachines(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        || request.Path.StartsWithSegments("/media")
        || request.Path.StartsWithSegments("/blobs")
        || request.Path.StartsWithSegments("/live")
        || request.Path.StartsWithSegments("/openapi");
}

/// <summary>What a verb throws when a person can do something about it: the sentence is shown as it is, and nothing was saved.</summary>
public class RefusedException(int status, string name, string sentence) : Exception(sentence)
{
    public int Status => status;
    public string Name => name;

    /// <summary>The field that is to blame, as the API calls it; "request" when no single one is.</summary>
    public string Field { get; private init; } = "request";

    public static RefusedException Invalid(string sentence, string field = "request") =>
        new(StatusCodes.Status422UnprocessableEntity, "invalid", sentence) { Field = field };

    public static RefusedException NotFound() =>
        new(StatusCodes.Status404NotFound, "not-found", "This page doesn’t exist, or you don’t have access to it.");
}
