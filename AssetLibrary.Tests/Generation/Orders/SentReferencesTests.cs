using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Tests.Imaging;
using AssetLibrary.Web.Generation;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace AssetLibrary.Tests.Generation.Orders;

/// <summary>What a provider's server receives of a picture that goes along.</summary>
public sealed class SentReferencesTests : IClassFixture<ProviderApp>
{
    private readonly ProviderApp app;

    public SentReferencesTests(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    [Theory]
    [InlineData("gemini", "hopper_orientation_6.jpg")]
    [InlineData("gemini", "exif_gps.jpg")]
    [InlineData("gemini", "hopper.avif")]
    [InlineData("gemini", "transparent.webp")]
    [InlineData("stable-diffusion", "cmyk_pil_sample.jpg")]
    [InlineData("stable-diffusion", "g4_orientation_5.tif")]
    [InlineData("stable-diffusion", "animated-loop-3.gif")]
    [InlineData("stable-diffusion", "icc_profile.png")]
    public async Task It_arrives_upright_in_sRGB_without_metadata_and_its_hash_is_recorded(string provider, string name)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        var item = await UploadAsync(client, Samples.Picture(name));
        var id = await OrderAsync(client, provider, item.GetProperty("id").GetGuid());
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());

        var bytes = Received(provider);
        using var received = Image.NewFromBuffer(bytes);
        Assert.Equal(
            (item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32(), Enums.Interpretation.Srgb),
            (received.Width, received.Height, received.Interpretation)
        );
        Assert.Empty(received.GetFields().Intersect(["exif-data", "xmp-data", "iptc-data", "icc-profile-data", "orientation"]));
        var type = bytes[0] == 0x89 ? "image/png" : "image/jpeg";
        Assert.Contains(type, app.Provider(provider).Info.References.ContentTypes);

        var sent = await app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.Id == id).Select(r => r.Sent).SingleAsync());
        var snapshot = JsonSerializer.Deserialize<RequestSnapshot>(sent, JsonSerializerOptions.Web)!;
        Assert.Equal([new SentCopy(1, Given.Sha256(bytes), type, bytes.Length)], snapshot.Copies!);
        Assert.NotEqual(snapshot.Copies![0].Sha256, snapshot.References![0].Sha256);
    }

    [Fact]
    public async Task It_is_no_larger_than_the_provider_takes()
    {
        var limits = app.Provider("stable-diffusion").Info.References;
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        using var scratch = new Scratch();
        using var large = Image.Black(limits.LongestSide + 500, 300, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        large.WriteToFile(scratch["large.png"]);
        var item = await UploadAsync(client, scratch["large.png"]);
        var id = await OrderAsync(client, "stable-diffusion", item.GetProperty("id").GetGuid());
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        using var received = Image.NewFromBuffer(Received("stable-diffusion"));
        Assert.Equal(limits.LongestSide, received.Width);
    }

    [Fact]
    public async Task The_same_wish_again_is_another_take_of_the_same_inputs_though_copies_were_recorded()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        var item = await UploadAsync(client, Samples.Picture("hopper.tif"));
        var (first, second) = (Guid.Empty, Guid.Empty);
        first = await OrderAsync(client, "gemini", item.GetProperty("id").GetGuid());
        await client.FinishedAsync($"/api/v1/jobs/{first}");
        second = await OrderAsync(client, "gemini", item.GetProperty("id").GetGuid());
        await client.FinishedAsync($"/api/v1/jobs/{second}");
        var hashes = await app.WithDbAsync(db =>
            db.Set<GenerationRequest>().Where(r => r.Id == first || r.Id == second).Select(r => r.InputsHash).ToListAsync()
        );
        Assert.Single(hashes.Distinct());
    }

    private static async Task<JsonElement> UploadAsync(HttpClient client, string path)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(path)), "file", Path.GetFileName(path) },
        };
        using var answer = await client.PostAsync("/api/v1/media", form);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<Guid> OrderAsync(HttpClient client, string provider, Guid picture) =>
        Guid.Parse(
            PublicApp.IdOf(
                await client.AskAsync(
                    new
                    {
                        prompt = "a lamp",
                        provider,
                        references = new[] { new { mediaId = picture } },
                    }
                )
            )
        );

    private byte[] Received(string provider)
    {
        var order = app.ServerOf(provider).LastOrder.Json;
        var text = provider == "gemini" ? order["contents"]![0]!["parts"]![1]!["inlineData"]!["data"]! : order["init_images"]![0]!;
        return Convert.FromBase64String(text.GetValue<string>());
    }
}
