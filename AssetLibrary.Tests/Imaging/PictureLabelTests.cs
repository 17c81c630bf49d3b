using System.Buffers.Binary;
using System.Text.Json;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Imaging.Provenance;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Statements in picture files, read back with exiftool and decoded with libvips.</summary>
public sealed class PictureLabelTests : IAsyncDisposable
{
    private static readonly AiStatement Statement = new("gemini <nano> & \"banana\"", true, "A lamp,\nwith ümlauts & \u0001<tags>.");

    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-label-").FullName;
    private readonly ImageWorkers workers = new(new ImagingOptions());

    public static TheoryData<string> Formats => ["jpg", "png", "webp"];

    [Theory, MemberData(nameof(Formats))]
    public async Task A_picture_says_how_it_was_made_and_its_pixels_stay_byte_for_byte(string format)
    {
        var picture = await PictureAsync(format);
        var labelled = PictureLabel.Write(picture, Statement)!;
        var read = await ExifToolAsync(labelled, format);
        Assert.Equal("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", Text(read, "DigitalSourceType"));
        Assert.Equal(Statement.System, Text(read, "AISystemUsed"));
        Assert.Equal("A lamp,\nwith ümlauts & <tags>.", Text(read, "AIPromptInformation"));
        Assert.False(read.TryGetProperty("Warning", out var warning), warning.ToString());
        Assert.False(read.TryGetProperty("Error", out var error), error.ToString());
        Assert.Equal(await PixelsAsync(picture, format), await PixelsAsync(labelled, format));
        Assert.True(labelled.AsSpan().IndexOf(Middle(picture)) > 0, "The picture's own bytes are not in the file as they were.");
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task Written_twice_it_is_said_once_and_what_was_there_stays(string format)
    {
        var picture = await PictureAsync(format);
        var file = await FileAsync(picture, format);
        await ExifTool.RunAsync("-q", "-overwrite_original", "-XMP-dc:Creator=Somebody", "-XMP-xmp:Rating=4", file);
        var labelled = PictureLabel.Write(await File.ReadAllBytesAsync(file), Statement with { Prompt = null })!;
        Assert.Equal(labelled, PictureLabel.Write(labelled, Statement with { System = "another" })!);
        var read = await ExifToolAsync(labelled, format);
        Assert.Equal(
            ("Somebody", 4, Statement.System),
            (Text(read, "Creator"), read.GetProperty("Rating").GetInt32(), Text(read, "AISystemUsed"))
        );
        Assert.False(read.TryGetProperty("AIPromptInformation", out _));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task What_is_cut_off_or_forged_is_no_exception(string format)
    {
        var picture = await PictureAsync(format);
        for (var length = 0; length < Math.Min(picture.Length, 400); length++)
        {
            PictureLabel.Write(picture.AsSpan(0, length), Statement);
            PictureLabel.HasCredentials(picture.AsSpan(0, length));
        }

        for (var at = 0; at < Math.Min(picture.Length, 200); at++)
        {
            byte[] forged = [.. picture];
            forged[at] = 0xFF;
            PictureLabel.Write(forged, Statement);
            PictureLabel.HasCredentials(forged);
        }
    }

    [Fact]
    public async Task A_prompt_too_long_for_a_segment_is_cut_and_other_files_are_left_alone()
    {
        var labelled = PictureLabel.Write(await PictureAsync("jpg"), Statement with { Prompt = new string('x', 100_000) })!;
        Assert.Equal(8001, Text(await ExifToolAsync(labelled, "jpg"), "AIPromptInformation").Length);
        Assert.Null(PictureLabel.Write("GIF89a and more"u8, Statement));
        Assert.Null(PictureLabel.Write("plain text"u8, Statement));
        Assert.Null(PictureLabel.Write([], Statement));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task Content_credentials_are_seen_in_every_format(string format)
    {
        var picture = await PictureAsync(format);
        Assert.False(PictureLabel.HasCredentials(picture));
        Assert.True(PictureLabel.HasCredentials(WithCredentials(picture, format)));
    }

    public async ValueTask DisposeAsync()
    {
        await workers.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// A manifest store as C2PA puts it there: a JUMBF superbox with a description; what is in it is nobody's business here.
    /// </summary>
    internal static byte[] WithCredentials(byte[] picture, string format)
    {
        byte[] box =
        [
            0,
            0,
            0,
            40,
            .. "jumb"u8,
            0,
            0,
            0,
            32,
            .. "jumd"u8,
            .. "c2pa"u8,
            0,
            0x11,
            0,
            0x10,
            0x80,
            0,
            0,
            0xAA,
            0,
            0x38,
            0x9B,
            0x71,
            3,
            .. "c2pa"u8,
            0,
            0,
            0,
        ];
        byte[] Big(int n)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, n);
            return bytes;
        }

        switch (format)
        {
            case "jpg":
                byte[] app11 = [.. "JP"u8, 0, 1, 0, 0, 0, 1, .. box];
                return [.. picture[..2], 0xFF, 0xEB, .. Big(app11.Length + 2)[2..], .. app11, .. picture[2..]];
            case "png":
                return [.. picture[..33], .. Big(box.Length), .. "caBX"u8, .. box, 0, 0, 0, 0, .. picture[33..]];
            default:
                var whole = new byte[picture.Length + 8 + box.Length];
                picture.CopyTo(whole, 0);
                "C2PA"u8.CopyTo(whole.AsSpan(picture.Length));
                BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(picture.Length + 4), box.Length);
                box.CopyTo(whole, picture.Length + 8);
                BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
                return whole;
        }
    }

    private static string Text(JsonElement read, string name) =>
        read.TryGetProperty(name, out var value) ? value.GetString()! : $"no {name} in {read}";

    private static ReadOnlySpan<byte> Middle(byte[] picture) => picture.AsSpan((picture.Length / 2) - 200, 400);

    private async Task<byte[]> PictureAsync(string format)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.{format}");
        if (format == "png")
        {
            return Given.HarbourPng();
        }

        if (format == "webp")
        {
            var png = Path.Combine(folder, $"{Guid.NewGuid():N}.png");
            await File.WriteAllBytesAsync(png, Given.HarbourPng());
            Assert.IsType<ImageReading.Readable>(
                await workers.ThumbnailsAsync(png, new Dictionary<int, string> { [320] = file }, CancellationToken.None)
            );
            return await File.ReadAllBytesAsync(file);
        }

        await workers.DrawAsync(
            """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#467"/><circle cx="90" cy="90" r="70" fill="#fc3"/></svg>""",
            file,
            300,
            200,
            CancellationToken.None
        );
        return await File.ReadAllBytesAsync(file);
    }

    private async Task<ImageInfo> PixelsAsync(byte[] picture, string format) =>
        ((ImageReading.Readable)await workers.ReadAsync(await FileAsync(picture, format), CancellationToken.None)).Info;

    private async Task<string> FileAsync(byte[] picture, string format)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.{format}");
        await File.WriteAllBytesAsync(file, picture);
        return file;
    }

    private async Task<JsonElement> ExifToolAsync(byte[] picture, string format) =>
        await ExifTool.ReadAsync(await FileAsync(picture, format));
}
