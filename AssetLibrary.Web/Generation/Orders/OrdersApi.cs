using System.Security.Claims;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>Orders that arrived without a picture in them, and what a person takes from their answers.</summary>
internal static class OrdersApi
{
    public static void MapOrdersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/generations/to-look-at", ListAsync);
        api.MapGet("/jobs/{id:guid}/answer", GetAsync).ForEditors();
        api.MapGet("/jobs/{id:guid}/answer/file", FileAsync).ForEditors();
        api.MapPost("/jobs/{id:guid}/answer/take", TakeAsync).ForEditors();
        api.MapPost("/jobs/{id:guid}/answer/picture", BringAsync).ForEditors().DisableAntiforgery();
    }

    private sealed record Take(string? Path);

    private static async Task<IResult> ListAsync(string? after, int? limit, LibraryContext db)
    {
        var count = Cursor.Limit(limit);
        var orders = OrderAnswer.ToLookAt(db, db.Set<Order>());
        if (Cursor.Read(after) is { } cursor)
        {
            orders = orders.Where(o => o.Id.CompareTo(cursor.Id) < 0);
        }

        var rows = await orders
            .OrderByDescending(o => o.Id)
            .Take(count + 1)
            .Join(
                db.Set<GenerationRequest>(),
                o => o.Id,
                r => r.Id,
                (o, r) =>
                    new
                    {
                        Order = o,
                        r.Provider,
                        r.Model,
                        r.SubjectId,
                    }
            )
            .OrderByDescending(r => r.Order.Id)
            .AsNoTracking()
            .ToListAsync();
        var page = ListPage.Of(rows, count, r => new("", r.Order.Id));
        return Results.Ok(
            new
            {
                items = page.Items.Select(r => new
                {
                    jobId = r.Order.Id,
                    r.Order.ProjectId,
                    r.SubjectId,
                    r.Provider,
                    r.Model,
                    shape = r.Order.AnswerShape,
                    costUsd = Usd(r.Order),
                    r.Order.ArrivedAt,
                }),
                next = page.Next,
            }
        );
    }

    private static async Task<IResult> GetAsync(Guid id, OrderAnswer answers, CancellationToken cancel)
    {
        var unread = await answers.FindAsync(id, cancel);
        var answer = await answers.OpenAsync(unread, cancel);
        return Results.Ok(
            new
            {
                jobId = id,
                unread.Request.Provider,
                unread.Request.Model,
                unread.Job.Error,
                answer.Shape,
                answer.ContentType,
                bytes = answer.Body.Length,
                costUsd = Usd(unread.Order),
                pictures = PossiblePicture.In(answer),
            }
        );
    }

    /// <summary>As it came. Nothing may run of it, whatever it is: a file to be saved.</summary>
    private static async Task<IResult> FileAsync(Guid id, HttpContext context, OrderAnswer answers, CancellationToken cancel)
    {
        var answer = await answers.OpenAsync(await answers.FindAsync(id, cancel), cancel);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        return Results.File(answer.Body.ToArray(), "application/octet-stream", $"answer-{id}.{Ending(answer.ContentType)}");
    }

    private static async Task<IResult> TakeAsync(Guid id, Take body, ClaimsPrincipal user, OrderAnswer answers, CancellationToken cancel)
    {
        RequireGenerate(user);
        var path = body.Path ?? throw RefusedException.Invalid("Enter the path of the picture in the response.", "path");
        await answers.TakeAsync(await answers.FindAsync(id, cancel), path, cancel);
        return Accepted(id);
    }

    private static async Task<IResult> BringAsync(
        Guid id,
        HttpRequest request,
        ClaimsPrincipal user,
        OrderAnswer answers,
        CancellationToken cancel
    )
    {
        RequireGenerate(user);
        if (!request.HasFormContentType)
        {
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media", "Send the file as multipart/form-data.");
        }

        var unread = await answers.FindAsync(id, cancel);
        if ((await request.ReadFormAsync(cancel)).Files is not [var file])
        {
            throw RefusedException.Invalid("Send one file.");
        }

        await using var bytes = file.OpenReadStream();
        await answers.BringAsync(unread, bytes, file.FileName, cancel);
        return Accepted(id);
    }

    private static void RequireGenerate(ClaimsPrincipal user)
    {
        if (!user.May(Policies.Generate))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "This token isn’t allowed to generate.");
        }
    }

    private static IResult Accepted(Guid id) => Results.Accepted($"/api/v1/jobs/{id}", new { jobId = id });

    private static decimal? Usd(Order order) => order.PaidMicroUsd is { } paid ? Money.Usd(paid) : null;

    private static string Ending(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var media)
        && media.SubType.Value is { Length: > 0 and <= 10 } ending
        && ending.All(char.IsAsciiLetterOrDigit)
            ? ending
            : "bin";
}
