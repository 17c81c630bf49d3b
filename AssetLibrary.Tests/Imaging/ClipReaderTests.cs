using System.Text;
using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Clips through ffprobe and ffmpeg: good ones, broken ones, and files that would lead elsewhere.</summary>
public sealed class ClipReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-test-").FullName;
    private readonly ClipReader clips = new(new());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_clip_says_its_size_and_length_and_has_a_poster()
    {
        Assert.True(clips.IsThere, "ffmpeg is missing: install Debian's package ffmpeg.");
        var file = Write("clip.mp4", Given.Clip());
        Assert.Equal(new ClipInfo(320, 180, 2), await clips.ReadAsync(file, CancellationToken.None));
        var poster = Path.Combine(folder, "poster.png");
        Assert.True(await clips.PosterAsync(file, new(320, 180, 2), poster, CancellationToken.None));
        await using var images = new ImageWorkers(new());
        var info = Assert.IsType<ImageReading.Readable>(await images.ReadAsync(poster, CancellationToken.None)).Info;
        Assert.Equal((320, 180), (info.Width, info.Height));
    }

    [Fact]
    public async Task What_is_no_clip_is_an_answer_and_leads_nowhere()
    {
        var secret = Write("secret.txt", Encoding.ASCII.GetBytes("a secret"));
        foreach (
            var (name, bytes) in new[]
            {
                ("empty.mp4", Array.Empty<byte>()),
                ("text.mp4", "no clip at all"u8.ToArray()),
                ("noise.mp4", [.. Given.Clip().Take(60), .. new byte[4000]]),
                ("picture.mp4", Given.HarbourPng()),
                ("half.mp4", Given.Clip()[..400]),
                ("list.mp4", Encoding.ASCII.GetBytes($"ffconcat version 1.0\nfile {secret}\n")),
                ("list.webm", Encoding.ASCII.GetBytes($"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n")),
            }
        )
        {
            var file = Write(name, bytes);
            var poster = Path.Combine(folder, name + ".png");
            Assert.False(
                await clips.ReadAsync(file, CancellationToken.None) is { } info
                    && await clips.PosterAsync(file, info, poster, CancellationToken.None),
                name
            );
        }
    }

    [Fact]
    public async Task Without_the_programs_a_clip_is_kept_unread()
    {
        var none = new ClipReader(new() { Ffmpeg = Path.Combine(folder, "ffmpeg") });
        Assert.False(none.IsThere);
        var file = Write("clip.mp4", Given.Clip());
        Assert.Null(await none.ReadAsync(file, CancellationToken.None));
        Assert.False(await none.PosterAsync(file, new(320, 180, 2), Path.Combine(folder, "poster.png"), CancellationToken.None));
        // too large to be decoded here
        Assert.False(await clips.PosterAsync(file, new(16384, 16384, 2), Path.Combine(folder, "poster.png"), CancellationToken.None));
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
