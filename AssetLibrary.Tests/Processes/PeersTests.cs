using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace AssetLibrary.Tests.Processes;

/// <summary>Three servers in processes of their own, with libraries of their own; two have a large file, the third fetches it.</summary>
[Trait("Kind", "Process")]
public sealed class PeersTests(Studios studios)
{
    [Fact]
    public async Task A_large_file_comes_from_two_servers_though_one_dies_and_the_fetching_one_dies_too()
    {
        byte[] clip = [.. Given.Clip(), .. FreeBox(90_000_000)];
        using var folderOne = await studios.NewAsync();
        using var folderTwo = await studios.NewAsync();
        using var folderThree = await studios.NewAsync();
        await using var one = await RealApp.StartAsync(folderOne);
        await using var two = await RealApp.StartAsync(folderTwo);
        Guid item;
        string sha256;
        await using (var three = await RealApp.StartAsync(folderThree, "--Delivery:MegabytesPerSecond", "16"))
        {
            await PairAsync(three, one);
            await PairAsync(three, two);
            await UploadAsync(one, clip);
            await UploadAsync(two, clip);
            (item, sha256) = await UploadAsync(three, clip);
            File.Delete(Blob(folderThree, sha256));
            using (var asked = await three.NewClient(three.Token).PostAsync($"/api/v1/media/{item}/refresh", null))
            {
                Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
            }

            // Some parts have come, from both: now one of the sources dies, and a little later the one that fetches.
            await Patience.UntilAsync(() => Parts(folderThree, sha256) >= 2);
            await one.KillAsync();
            await Patience.UntilAsync(() => Parts(folderThree, sha256) >= 5);
            await three.KillAsync();
        }

        var before = Parts(folderThree, sha256);
        Assert.InRange(before, 5, 11);
        await using var again = await RealApp.StartAsync(folderThree);
        var job = (await again.Api.JobsOverAsync()).Single(j => j.GetProperty("kind").GetString() == "fetch");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal("peer", job.GetProperty("result").GetProperty("step").GetString());
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Blob(folderThree, sha256)))));
        Assert.Equal(0, Parts(folderThree, sha256));
        Assert.Contains(sha256, folderThree.WholeBlobs());
    }

    private static async Task PairAsync(RealApp asking, RealApp asked)
    {
        using var shows = asked.NewClient(asked.Token);
        using var enters = asking.NewClient(asking.Token);
        var code = (await shows.PostedAsync("/api/v1/devices/code", new { })).GetProperty("code").GetString();
        await enters.PostedAsync("/api/v1/devices", new { url = asked.Address, code });
    }

    private static async Task<(Guid Id, string Sha256)> UploadAsync(RealApp app, byte[] bytes)
    {
        using var client = app.NewClient(app.Token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "long.mp4" } };
        using var sent = await client.PostAsync("/api/v1/media", form);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var item = await sent.Content.ReadFromJsonAsync<JsonElement>();
        return (item.GetProperty("id").GetGuid(), item.GetProperty("sha256").GetString()!);
    }

    private static string Blob(Studio studio, string sha256) => Path.Combine(studio.Folder, "blobs", sha256[..2], sha256[2..4], sha256);

    /// <summary>How many parts are written down as being there.</summary>
    private static int Parts(Studio studio, string sha256)
    {
        var done = Path.Combine(studio.Folder, "blobs", ".partial", $"{sha256}.part.done");
        try
        {
            return File.Exists(done) ? File.ReadAllLines(done).Length : 0;
        }
        catch (IOException)
        {
            return 0; // it goes at this moment
        }
    }

    private static byte[] FreeBox(int size)
    {
        var box = new byte[size];
        RandomNumberGenerator.Fill(box);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, size);
        "free"u8.CopyTo(box.AsSpan(4));
        return box;
    }
}
