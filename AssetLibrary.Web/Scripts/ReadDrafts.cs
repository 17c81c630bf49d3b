using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Screenplays;
using Microsoft.Extensions.Caching.Memory;

namespace AssetLibrary.Web.Scripts;

/// <summary>
/// Scripts that were read lately, for the pages that show or compare them. A stored draft never changes, so a reading of it holds; a long
/// script is read each time, because it takes more memory than its reading takes time.
/// </summary>
public sealed class ReadDrafts : IDisposable
{
    // In characters; a film has about 150,000.
    private const int All = 8_000_000;
    private const int Longest = 2_000_000;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = All });

    public Screenplay? Find(Draft draft) => cache.Get<Screenplay>(Key(draft));

    public void Add(Draft draft, Screenplay screenplay)
    {
        if (screenplay.Source.Length <= Longest)
        {
            cache.Set(Key(draft), screenplay, new MemoryCacheEntryOptions { Size = screenplay.Source.Length, SlidingExpiration = Unused });
        }
    }

    public void Dispose() => cache.Dispose();

    // The name decides along with the bytes how they are read.
    private static (BlobRef, string, string) Key(Draft draft) => (draft.TextSha256, draft.Format, draft.FileName);
}
