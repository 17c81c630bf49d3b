using System.Net;
using System.Security.Cryptography;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// Whether there is an admin yet; and, where others could reach the page before the owner does, a code that only the console shows.
/// </summary>
public sealed partial class FirstRun(IServer server, ILogger<FirstRun> logger)
{
    private readonly Lock gate = new();
    private volatile bool over;
    private string? code;

    public async Task<bool> IsOverAsync(LibraryContext db, CancellationToken cancel = default) =>
        over || (over = await db.Set<Studio>().AnyAsync(cancel));

    public void End() => over = true;

    /// <summary>A code is asked for unless every address listened on is loopback and the request came straight from this machine.</summary>
    public bool NeedsCode(HttpRequest request) =>
        !server.ListensOnLoopbackOnly()
        || request.Headers.ContainsKey("X-Forwarded-For")
        || request.Headers.ContainsKey("X-Original-For") // from a known proxy
        || request.Headers.ContainsKey("Forwarded")
        || request.HttpContext.Connection.RemoteIpAddress is not { } from
        || !IPAddress.IsLoopback(from);

    public bool Accepts(HttpRequest request, string? given) =>
        !NeedsCode(request)
        || (
            given is not null
            && CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(Code()),
                System.Text.Encoding.UTF8.GetBytes(given.Trim())
            )
        );

    /// <summary>Prints the code, once, to the console.</summary>
    public string Code()
    {
        lock (gate)
        {
            if (code is null)
            {
                code = RandomNumberGenerator.GetHexString(8, lowercase: true);
                LogCode(logger, code);
            }

            return code;
        }
    }

    [LoggerMessage(LogLevel.Warning, "First run: the one-time code for the setup page is {Code}")]
    private static partial void LogCode(ILogger logger, string code);
}
